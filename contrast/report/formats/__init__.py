"""How a comparison is written: for a terminal, a page, a paper, a spreadsheet."""
