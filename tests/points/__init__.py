"""Every point once: a run for each commit and each call of a flow that goes wrong just there."""
