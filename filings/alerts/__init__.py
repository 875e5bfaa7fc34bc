"""5. Telling people: who is told (``routes``), what (``brief``), under which key (``keys``), and how (``channels``).

``brief``, ``keys`` and ``routes`` are pure; a channel is a module behind the ``Channel`` Protocol, listed in
``channels.CHANNELS``.
"""
