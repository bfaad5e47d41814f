"""Tables of past encounters whatever their headings: read, mapped as the user confirmed, and put together to claims."""
