"""5. Telling people: who is told when (``routes``, ``timing``), what (``brief``), under which key (``keys``), and how
(``channels``).

``brief`` composes a finding, and whatever follows it, as a sheet in two languages and gives it any form; ``check``
holds routes.toml against what can be set; ``pack`` makes an event's evidence into files. All of these are pure. A
channel is a module behind the ``Channel`` Protocol, listed in ``channels.CHANNELS``.
"""
