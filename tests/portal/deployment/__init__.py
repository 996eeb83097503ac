"""The portal as a borough runs it: behind a TLS proxy, as a process of its own."""
