//! `strftime` and `asctime`, in the C locale.

use alloc::format;
use alloc::string::String;

use super::calendar::Broken;
use crate::error::Res;
use crate::vm::Vm;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|it| names.get(it)).copied().unwrap_or("?")
}

fn short(name: &'static str) -> &'static str {
    name.get(..3).unwrap_or(name)
}

/// `Tue Nov 14 22:13:20 2023`.
pub(super) fn asctime(it: &Broken) -> String {
    let (day, month) =
        (short(name(&DAYS, it.weekday.rem_euclid(7))), short(name(&MONTHS, it.month.max(1) - 1)));
    format!("{day} {month} {:>2} {:02}:{:02}:{:02} {}", it.day.max(1), it.hour, it.minute, it.second, it.year)
}

/// The fields within their ranges, as CPython checks them before it formats.
pub(super) fn checked(vm: &mut Vm, mut it: Broken) -> Res<Broken> {
    let wrong = |vm: &mut Vm, what: &str| Err(vm.value_error(&format!("{what} out of range")));
    // 0 is taken for the first month and day.
    it.month = if it.month == 0 { 1 } else { it.month };
    it.day = if it.day == 0 { 1 } else { it.day };
    it.yearday = if it.yearday == 0 { 1 } else { it.yearday };
    if !(1..=12).contains(&it.month) {
        return wrong(vm, "month");
    }
    if !(1..=31).contains(&it.day) {
        return wrong(vm, "day of month");
    }
    if !(0..=23).contains(&it.hour) {
        return wrong(vm, "hour");
    }
    if !(0..=59).contains(&it.minute) {
        return wrong(vm, "minute");
    }
    if !(0..=61).contains(&it.second) {
        return wrong(vm, "seconds");
    }
    if it.weekday < -1 {
        return wrong(vm, "day of week");
    }
    it.weekday = it.weekday.rem_euclid(7);
    if !(1..=366).contains(&it.yearday) {
        return wrong(vm, "day of year");
    }
    Ok(it)
}

/// The pattern with its directives replaced; what is none stays as it is.
pub(super) fn strftime(pattern: &str, it: &Broken) -> String {
    let mut out = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let mut flag = None;
        let mut directive = letters.next();
        if let Some(found @ ('-' | '_' | '0' | '^' | '#' | 'E' | 'O')) = directive {
            flag = Some(found);
            directive = letters.next();
        }
        match directive {
            Some(directive) => push(&mut out, flag, directive, it),
            None => {
                out.push('%');
                out.extend(flag);
            }
        }
    }
    out
}

fn push(out: &mut String, flag: Option<char>, directive: char, it: &Broken) {
    let number = |value: i64, width: usize, pad: char| match (flag, pad) {
        (Some('-'), _) => format!("{value}"),
        (Some('_'), _) => format!("{value:>width$}"),
        (Some('0'), _) | (_, '0') => format!("{value:0width$}"),
        _ => format!("{value:>width$}"),
    };
    let two = |value: i64| number(value, 2, '0');
    let hour12 = |hour: i64| if hour % 12 == 0 { 12 } else { hour % 12 };
    let weekday = it.weekday.rem_euclid(7);
    let text = match directive {
        'a' => short(name(&DAYS, weekday)).into(),
        'A' => name(&DAYS, weekday).into(),
        'b' | 'h' => short(name(&MONTHS, it.month - 1)).into(),
        'B' => name(&MONTHS, it.month - 1).into(),
        'c' => strftime("%a %b %e %H:%M:%S %Y", it),
        'C' => two(it.year.div_euclid(100)),
        'd' => two(it.day),
        'D' | 'x' => strftime("%m/%d/%y", it),
        'e' => number(it.day, 2, ' '),
        'F' => strftime("%Y-%m-%d", it),
        'g' => two(it.iso_week().0.rem_euclid(100)),
        'G' => number(it.iso_week().0, 1, '0'),
        'H' => two(it.hour),
        'I' => two(hour12(it.hour)),
        'j' => number(it.yearday, 3, '0'),
        'k' => number(it.hour, 2, ' '),
        'l' => number(hour12(it.hour), 2, ' '),
        'm' => two(it.month),
        'M' => two(it.minute),
        'n' => "\n".into(),
        'p' => if it.hour < 12 { "AM" } else { "PM" }.into(),
        'P' => if it.hour < 12 { "am" } else { "pm" }.into(),
        'r' => strftime("%I:%M:%S %p", it),
        'R' => strftime("%H:%M", it),
        's' => format!("{}", it.seconds().unwrap_or(0)),
        'S' => two(it.second),
        't' => "\t".into(),
        'T' | 'X' => strftime("%H:%M:%S", it),
        'u' => format!("{}", weekday + 1),
        'U' => two(it.week(true)),
        'V' => two(it.iso_week().1),
        'w' => format!("{}", (weekday + 1) % 7),
        'W' => two(it.week(false)),
        'y' => two(it.year.rem_euclid(100)),
        'Y' => number(it.year, 1, '0'),
        'z' => "+0000".into(),
        'Z' => "UTC".into(),
        '%' => "%".into(),
        other => {
            out.push('%');
            out.extend(flag);
            out.push(other);
            return;
        }
    };
    match flag {
        Some('^') => out.push_str(&text.to_uppercase()),
        Some('#') if directive == 'p' => out.push_str(&text.to_lowercase()),
        Some('#') => out.push_str(&text.to_uppercase()),
        _ => out.push_str(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Broken;
    use super::{asctime, strftime};

    #[test]
    fn directives() {
        let it = Broken::at(1_700_000_000).unwrap_or_default();
        assert_eq!(
            strftime("%Y-%m-%dT%H:%M:%S%z %j %U %V %a %-d %%q %Q", &it),
            "2023-11-14T22:13:20+0000 318 46 46 Tue 14 %q %Q"
        );
        assert_eq!(asctime(&it), "Tue Nov 14 22:13:20 2023");
        assert_eq!(strftime("%I %p %c", &it), "10 PM Tue Nov 14 22:13:20 2023");
    }
}
