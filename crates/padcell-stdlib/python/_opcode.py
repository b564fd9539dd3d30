"""What `opcode` asks about CPython's instructions. This runtime has others: `padcell dis` shows them."""


def _no(opcode):
    return False


is_valid = has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = _no


def stack_effect(opcode, oparg=None, /, *, jump=None):
    raise ValueError('invalid opcode or oparg')


def get_executor(*, code, offset):
    raise ValueError('no executor exists at the address')


def get_intrinsic1_descs():
    return ['INTRINSIC_1_INVALID']


def get_intrinsic2_descs():
    return ['INTRINSIC_2_INVALID']


def get_special_method_names():
    return ['__enter__', '__exit__', '__aenter__', '__aexit__']


def get_nb_ops():
    return []


def get_specialization_stats():
    return None
