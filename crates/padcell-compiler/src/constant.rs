//! Constants: the keys by which equal ones of a code object are shared, and their `repr()`.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::Const;

/// A constant that can be ordered: floats by their bits, so that `0.0` and `-0.0` stay apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ConstKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(Arc<str>),
    Float(u64),
    Complex(u64, u64),
    Str(Arc<str>),
    WideStr(Vec<u32>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<Self>),
    FrozenSet(Vec<Self>),
}

impl ConstKey {
    /// The key of a constant; code objects have none, they are never shared.
    pub(crate) fn of(constant: &Const) -> Option<Self> {
        Some(match constant {
            Const::None => Self::None,
            Const::Ellipsis => Self::Ellipsis,
            Const::Bool(it) => Self::Bool(*it),
            Const::Int(it) => Self::Int(*it),
            Const::BigInt(it) => Self::BigInt(it.clone()),
            Const::Float(it) => Self::Float(it.to_bits()),
            Const::Complex(real, imaginary) => Self::Complex(real.to_bits(), imaginary.to_bits()),
            Const::Str(it) => Self::Str(it.clone()),
            Const::WideStr(it) => Self::WideStr(it.clone()),
            Const::Bytes(it) => Self::Bytes(it.clone()),
            Const::Tuple(items) => Self::Tuple(Self::all(items)?),
            Const::FrozenSet(items) => Self::FrozenSet(Self::all(items)?),
            Const::Code(_) => return None,
        })
    }

    fn all(items: &[Const]) -> Option<Vec<Self>> {
        items.iter().map(Self::of).collect()
    }
}

/// A constant as `repr()` shows it.
pub(crate) fn repr(constant: &Const) -> String {
    match constant {
        Const::None => "None".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Bool(true) => "True".into(),
        Const::Bool(false) => "False".into(),
        Const::Int(it) => format!("{it}"),
        Const::BigInt(it) => (&**it).into(),
        Const::Float(it) => float_repr(*it),
        Const::Complex(real, imaginary) => complex_repr(*real, *imaginary),
        Const::Str(it) => str_repr(it.chars().map(u32::from)),
        Const::WideStr(it) => str_repr(it.iter().copied()),
        Const::Bytes(it) => bytes_repr(it),
        Const::Tuple(items) => match items.as_slice() {
            [one] => format!("({},)", repr(one)),
            items => format!("({})", joined(items)),
        },
        Const::FrozenSet(items) => format!("frozenset({{{}}})", joined(items)),
        Const::Code(it) => it.describe(),
    }
}

fn joined(items: &[Const]) -> String {
    items.iter().map(repr).collect::<Vec<_>>().join(", ")
}

/// The shortest text that reads back as the same float, with an exponent where Python writes one.
pub(crate) fn float_repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        return if plain.contains('.') { plain } else { format!("{plain}.0") };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

fn complex_repr(real: f64, imaginary: f64) -> String {
    let part = |it: f64| {
        let text = float_repr(it);
        text.strip_suffix(".0").map_or(text.clone(), Into::into)
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imaginary));
    }
    let sign = if imaginary.is_sign_negative() { "" } else { "+" };
    format!("({}{sign}{}j)", part(real), part(imaginary))
}

/// A string in quotes: single ones, unless it holds those and no double ones.
pub(crate) fn str_repr(points: impl Iterator<Item = u32> + Clone) -> String {
    let has = |quote: char| points.clone().any(|it| it == u32::from(quote));
    let quote = if has('\'') && !has('"') { '"' } else { '\'' };
    let mut out = String::new();
    out.push(quote);
    for point in points {
        match char::from_u32(point) {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\\') => out.push_str("\\\\"),
            Some(it) if it == quote => {
                out.push('\\');
                out.push(it);
            }
            Some(it) if it < ' ' || ('\u{7f}'..'\u{a1}').contains(&it) => {
                out.push_str(&format!("\\x{point:02x}"));
            }
            Some(it) => out.push(it),
            None => out.push_str(&format!("\\u{point:04x}")),
        }
    }
    out.push(quote);
    out
}

fn bytes_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::from("b");
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            it if char::from(it) == quote => {
                out.push('\\');
                out.push(quote);
            }
            b' '..=b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("\\x{other:02x}")),
        }
    }
    out.push(quote);
    out
}
