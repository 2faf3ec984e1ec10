"""What a clause does with what it says: assert it, deny it, suppose it, take it back."""

from __future__ import annotations

ASSERTED = "asserted"
NEGATED = "negated"
DENIED = "denied"
ASSUMED = "assumed"
SUPPOSED = "hypothetical"
PLANNED = "planned"
ASKED = "asked"
REJECTED = "rejected"
RETRACTED = "retracted"
