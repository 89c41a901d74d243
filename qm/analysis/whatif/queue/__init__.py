"""The queue that is asked about, fitted and made ready: as calls, as chat or as deferred work."""
