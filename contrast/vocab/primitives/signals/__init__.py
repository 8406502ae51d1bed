"""Words about pictures and waves."""
