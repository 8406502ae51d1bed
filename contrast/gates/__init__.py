"""Why a net failed: four gates that it must pass, each a set of ordinary trials; the first that it does not is the verdict."""
