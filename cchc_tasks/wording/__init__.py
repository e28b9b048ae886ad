"""Every label and sentence that people see, made from plain values; one file a subject."""
