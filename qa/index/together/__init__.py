"""Several processes prepare the documents of one build, each under a lease, here or on machines that see the same folders."""
