"""Studies: trials crossed from tasks and solvers, run in worker processes, kept in one results file that resumes."""
