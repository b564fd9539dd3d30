//! Sizes that matter are tests.

#[test]
fn an_instruction_is_eight_bytes() {
    assert_eq!(size_of::<padcell_bytecode::Op>(), 8);
}
