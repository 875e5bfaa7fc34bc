"""The forms of a sheet: text, Markdown, HTML, JSON, and short messages for chats. Pure."""
