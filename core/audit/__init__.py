"""Past claims audited: counted by verdict, payer and month, in dollars, and those to correct written out."""
