for s in ["ΟΔΟΣ", "Σ", "ΣΣ", "ΟΔΟΣ ΣΟΦΟΣ", "ΑΣ.", "ΑΣΑ", "ΑΣ'Β", "Σ Α", "AΣ1"]:
    print(s.lower(), s.capitalize(), s.title())
