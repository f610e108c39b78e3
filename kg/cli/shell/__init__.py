"""The interactive shell of `kg sparql`: what it does, what it completes, and the terminal around both."""
