"""Training of the line model: corpus, shapes of pages, network. Needs torch; run
`benchmarks/train_line_model.py`."""
