"""Help inside: what each page is for, the first day, the guides."""
