using Helix;

// receipts is deprecated since 2026-10-01, and gone on 2027-09-30. Until the archive takes receipts the storefront stays on it.
[assembly: GoldenPathWaiver(
    "HLX3001", Product = "receipts", Reason = "The archive takes no receipts before the end of January", Ticket = "STORE-118", Expires = "2027-02-15")]
