"""The departments and roles that a new crew workbook starts with.

Changes when the trade's usual roles do.
"""

# department, then its roles, each with its other names in brackets
_DEPARTMENTS = (
    (
        "Production",
        "Executive Producer; Producer; Line Producer; Production Manager (Unit Production Manager, UPM); "
        "Production Supervisor; Production Coordinator; Assistant Production Coordinator; "
        "Production Assistant (Runner, PA)",
    ),
    (
        "Direction",
        "Director; 1st AD (First Assistant Director); 2nd AD; 2nd 2nd AD (3rd AD); Script Supervisor (Continuity)",
    ),
    ("Accounts", "Production Accountant; Assistant Accountant"),
    ("Locations", "Location Manager; Assistant Location Manager; Location Scout"),
    (
        "Camera",
        "Director of Photography (DoP, DP, Cinematographer); Camera Operator; Steadicam Operator; "
        "1st AC (Focus Puller); 2nd AC (Clapper Loader); DIT; Loader; Drone Operator; Stills Photographer",
    ),
    ("Grip", "Key Grip; Best Boy Grip; Dolly Grip; Grip; Rigging Grip"),
    (
        "Electrical",
        "Gaffer (Chief Lighting Technician); Best Boy Electric; Electrician (Spark); "
        "Lighting Console Programmer; Generator Operator (Genny Operator)",
    ),
    ("Sound", "Production Sound Mixer (Sound Recordist); Boom Operator; Sound Utility (Sound Assistant)"),
    (
        "Art",
        "Production Designer; Supervising Art Director; Art Director; Set Decorator; Leadman; Set Dresser; "
        "Property Master; Props Assistant; Graphic Designer; Construction Coordinator (Construction Manager); "
        "Scenic Painter; Greensperson",
    ),
    (
        "Costume",
        "Costume Designer; Costume Supervisor (Wardrobe Supervisor); Set Costumer (Costume Standby)",
    ),
    ("Hair & Make-up", "Key Make-up Artist; Make-up Artist; Key Hair Stylist; Prosthetics Artist"),
    ("Effects and stunts", "Special Effects Supervisor; Stunt Coordinator; Armourer"),
    (
        "VFX and post",
        "VFX Supervisor; Editor; Assistant Editor; Post-production Supervisor; Colourist; Re-recording Mixer",
    ),
    (
        "Transport and support",
        "Transportation Coordinator (Transport Captain); Driver; Craft Service; Medic; Intimacy Coordinator",
    ),
    (
        "Multi-camera tv",
        "Vision Mixer (Technical Director); Floor Manager (Stage Manager); Vision Engineer; Autocue Operator; "
        "Series Producer; Researcher",
    ),
)


def template_roles() -> list[tuple[str, str, str]]:
    """Return role, department and other names (separated by ``; ``) per usual role."""
    rows = []
    for department, roles in _DEPARTMENTS:
        for text in roles.split("; "):
            role, _, others = text.rstrip(")").partition(" (")
            rows.append((role, department, others.replace(", ", "; ")))
    return rows
