"""One noun a file; a module's ``blueprint`` is found by ``server.create_app``. A view declares and delegates."""
