//! Inverses of the circular functions.

use super::circular::HALF_PI;
use super::double::Double;
use super::tables::ARC_TANGENTS;

/// The arc tangent of a number from zero to one.
fn arc_tangent(x: Double) -> Double {
    // The nearest 32nd has a known arc tangent: atan(x) = atan(c) + atan((x - c) / (1 + x * c)).
    let index = libm::rint(x.high * 32.0).clamp(0.0, 32.0);
    let c = index / 32.0;
    let z = if index == 0.0 { x } else { x.plus(-c).over(x.scaled_by(c).plus(1.0)) };
    let y = z.high * z.high;
    let cube = -z.high
        * y
        * (1.0 / 3.0
            - y * (1.0 / 5.0
                - y * (1.0 / 7.0 - y * (1.0 / 9.0 - y * (1.0 / 11.0 - y * (1.0 / 13.0 - y / 15.0))))));
    Double::of(ARC_TANGENTS[index as usize]).add(z.plus(cube))
}

/// The angle of a point whose coordinates are neither huge nor tiny nor both zero.
fn angle(y: Double, x: Double) -> Double {
    let size = |it: Double| if it.high < 0.0 { it.negated() } else { it };
    let (ay, ax) = (size(y), size(x));
    let mut result = if ay.high <= ax.high {
        arc_tangent(ay.over(ax))
    } else {
        HALF_PI.add(arc_tangent(ax.over(ay)).negated())
    };
    if x.high < 0.0 {
        result = HALF_PI.shifted(2.0).add(result.negated());
    }
    if y.high < 0.0 { result.negated() } else { result }
}

/// The arc tangent.
pub(crate) fn atan(x: f64) -> f64 {
    let size = x.abs();
    if !(1e-9..=1e16).contains(&size) {
        return libm::atan(x);
    }
    angle(Double::new(x, 0.0), Double::new(1.0, 0.0)).rounded()
}

/// The angle of the point with these coordinates.
pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    if !x.is_finite() || !y.is_finite() || x == 0.0 || y == 0.0 {
        return libm::atan2(y, x);
    }
    let ((_, y_power), (_, x_power)) = (libm::frexp(y), libm::frexp(x));
    if (y_power - x_power).abs() > 60 {
        return libm::atan2(y, x);
    }
    let scale = |it: f64| Double::new(libm::ldexp(it, -x_power), 0.0);
    angle(scale(y), scale(x)).rounded()
}

/// `sqrt(1 - x * x)`.
fn other_side(x: f64) -> Double {
    Double::sum(1.0, -x).times(Double::sum(1.0, x)).root()
}

/// The arc sine.
pub(crate) fn asin(x: f64) -> f64 {
    if !(1e-9..1.0).contains(&x.abs()) {
        return libm::asin(x);
    }
    angle(Double::new(x, 0.0), other_side(x)).rounded()
}

/// The arc cosine.
pub(crate) fn acos(x: f64) -> f64 {
    if !(1e-20..1.0).contains(&x.abs()) {
        return libm::acos(x);
    }
    angle(other_side(x), Double::new(x, 0.0)).rounded()
}
