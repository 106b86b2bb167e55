"""Who may do what, and what was done: permissions, the action, the audit trail."""
