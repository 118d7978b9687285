"""XLSForms held against pyxform and ODK Validate, which are no part of the product."""
