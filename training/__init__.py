"""Training of the models that the project makes itself; needs the dev extra and the benchmark data."""
