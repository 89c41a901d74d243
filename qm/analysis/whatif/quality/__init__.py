"""The quality lever: the links found in the centre's own evaluations, and what better quality moves through them."""
