"""Working days (工作日) and deadline phrases (完成时限).

For the intake, the registers, the reports and the operations: every layer above `models.base` may
call it. It reads no clock and no file and keeps no state outside the objects it hands out.
"""
