//! What is copied most often stays small.

#[test]
fn a_value_is_at_most_sixteen_bytes() {
    assert!(size_of::<padcell_vm::Value>() <= 16);
}
