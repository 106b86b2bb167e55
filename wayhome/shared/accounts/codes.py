"""Roles, as a program's staff list names them, and credentials."""

from enum import StrEnum


class Role(StrEnum):
    FRONT_DESK = "front-desk"
    COUNSELOR = "counselor"
    CLINICAL_SUPERVISOR = "clinical-supervisor"
    PROGRAM_DIRECTOR = "program-director"
    CLIENT = "client"
    KIOSK = "kiosk"


class CredentialCode(StrEnum):
    """Licences and certificates (names vary by state); trainees' notes need a co-signature."""

    CADC = "CADC"
    LADC = "LADC"
    ADC_T = "ADC-T"
    LCSW = "LCSW"
    LMSW = "LMSW"
    LPC = "LPC"
    LPC_A = "LPC-A"
    LMFT = "LMFT"
    AMFT = "AMFT"
    PSYCHOLOGIST = "PhD"
    PEER = "CPS"
    RN = "RN"
    LPN = "LPN"
    MD = "MD"
    NP = "NP"
    PA = "PA"
    YOGA = "RYT"
