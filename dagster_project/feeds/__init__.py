"""From feeds on the web to the archive: which pages are new, fetched politely and from public addresses only.

The only package that reaches the network. `collecting.fetch_feeds` reads what is due, gives each page to the archive
like a file of the landing folder, and remembers per feed what it has seen; a later refresh makes rows of it.
"""
