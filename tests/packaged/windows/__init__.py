"""The finished Windows program under Wine: run by `make test-app-windows`, once `make app-windows` has built it."""
