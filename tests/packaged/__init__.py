"""The finished program as it is shipped: run by `make test-app`, once `make app` has built it."""
