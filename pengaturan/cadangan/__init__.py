"""Back up, restore and move an office: database and files of one moment, checked before anybody relies on them.

Order makes them agree without stopping work: the database is copied first, the files after it. Bytes are on the shelf
before the row that names them is committed, and nothing removes a referenced file, so every file the copied rows
name is still there when its turn comes.
"""
