//! Values from tables of more digits than a float has.

use super::*;

#[test]
fn known_values() {
    assert_eq!(exp(1.0), core::f64::consts::E);
    assert_eq!(exp(-745.0), 5e-324);
    assert_eq!(exp(-708.5), 2.006_132_305_331_306e-308);
    assert_eq!(log(10.0), core::f64::consts::LN_10);
    assert_eq!(log(0.999_999_999_999_999_9), -1.110_223_024_625_156_5e-16);
    assert_eq!(log10(1000.0), 3.0);
    assert_eq!(log2(8.0), 3.0);
    assert_eq!(pow(2.0, -0.5), core::f64::consts::FRAC_1_SQRT_2);
    assert_eq!(pow(7.0, -2.0), 1.0 / 49.0);
    assert_eq!(pow(10.0, 22.0), 1e22);
    assert_eq!(pow(-2.0, -1074.0), 5e-324);
    assert_eq!(sin(1e22), -0.852_200_849_767_188_8);
    assert_eq!(sin(core::f64::consts::PI), 1.224_646_799_147_353_2e-16);
    assert_eq!(cos(1e300), -0.575_386_111_957_549_1);
    assert_eq!(atan2(1.0, -1.0), 2.356_194_490_192_345);
    assert_eq!(acos(0.5), core::f64::consts::FRAC_PI_3);
    assert_eq!(hypot(3.0, 4.0), 5.0);
    assert_eq!(gamma(5.0), 24.0);
}
