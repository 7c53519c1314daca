"""Hosts that publish a build: MkDocs, or a folder for any other engine."""
