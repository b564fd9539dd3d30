//! The words of code lists, as `re._constants` numbers them.

macro_rules! words {
    ($($name:ident = $number:literal)*) => { $(pub(super) const $name: u32 = $number;)* };
}

words! {
    FAILURE = 0
    SUCCESS = 1
    ANY = 2
    ANY_ALL = 3
    ASSERT = 4
    ASSERT_NOT = 5
    AT = 6
    BRANCH = 7
    CATEGORY = 8
    CHARSET = 9
    BIGCHARSET = 10
    GROUPREF = 11
    GROUPREF_EXISTS = 12
    IN = 13
    INFO = 14
    JUMP = 15
    LITERAL = 16
    MARK = 17
    MAX_UNTIL = 18
    MIN_UNTIL = 19
    NOT_LITERAL = 20
    NEGATE = 21
    RANGE = 22
    REPEAT = 23
    REPEAT_ONE = 24
    MIN_REPEAT_ONE = 26
    ATOMIC_GROUP = 27
    POSSESSIVE_REPEAT = 28
    POSSESSIVE_REPEAT_ONE = 29
    GROUPREF_IGNORE = 30
    IN_IGNORE = 31
    LITERAL_IGNORE = 32
    NOT_LITERAL_IGNORE = 33
    GROUPREF_LOC_IGNORE = 34
    IN_LOC_IGNORE = 35
    LITERAL_LOC_IGNORE = 36
    NOT_LITERAL_LOC_IGNORE = 37
    GROUPREF_UNI_IGNORE = 38
    IN_UNI_IGNORE = 39
    LITERAL_UNI_IGNORE = 40
    NOT_LITERAL_UNI_IGNORE = 41
    RANGE_UNI_IGNORE = 42
}
