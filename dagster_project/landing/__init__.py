"""From a folder of raw files to an archive, and from the archive to the tables `deliveries` and `documents`.

What belongs here: where a page begins and ends, its bytes, its encoding, its limits; nothing of what it says.
`folder.deliver` writes what is new to the archive; `tables.receive` makes rows from the archive's log.
A refresh and a rebuild from scratch run the same second half, so both end in the same tables.
"""
