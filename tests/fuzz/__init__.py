"""Every input spoilt at random: each ends in a result or in a refusal, never in a traceback, a hang or half a file."""
