//! The Gregorian calendar: seconds since 1970 to year, month, day and back.

/// A time, taken apart as `struct_time` has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    /// Monday is 0.
    pub(super) weekday: i64,
    /// From 1.
    pub(super) yearday: i64,
    pub(super) dst: i64,
}

const DAY: i64 = 86_400;
/// Days from the first of March of year 0 to the first of January of 1970.
const EPOCH: i64 = 719_468;
/// Days in 400 years.
const ERA: i64 = 146_097;
/// `struct tm` counts years in an `int`.
const MAX_YEAR: i64 = i32::MAX as i64;

/// The number of a day, that of 1970-01-01 being 0.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * ERA + day_of_era - EPOCH
}

impl Broken {
    /// The time so many seconds after the start of 1970; None where the year is no `int`.
    pub(super) fn at(seconds: i64) -> Option<Self> {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let shifted = days.checked_add(EPOCH)?;
        let (era, day_of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        if !(-MAX_YEAR..=MAX_YEAR).contains(&year) {
            return None;
        }
        Some(Self {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            yearday: days - day_number(year, 1, 1) + 1,
            dst: 0,
        })
    }

    /// The items of a time tuple.
    pub(super) fn of(items: [i64; 9]) -> Self {
        let [year, month, day, hour, minute, second, weekday, yearday, dst] = items;
        Self { year, month, day, hour, minute, second, weekday, yearday, dst }
    }

    /// As items of a time tuple.
    pub(super) fn items(&self) -> [i64; 9] {
        let Self { year, month, day, hour, minute, second, weekday, yearday, dst } = *self;
        [year, month, day, hour, minute, second, weekday, yearday, dst]
    }

    /// Seconds since 1970; fields out of their range carry over, as in `mktime`.
    pub(super) fn seconds(&self) -> Option<i64> {
        let fields = [self.year, self.month, self.day, self.hour, self.minute, self.second];
        if fields.iter().any(|it| !(-MAX_YEAR..=MAX_YEAR).contains(it)) {
            return None;
        }
        let months = self.month - 1;
        let (year, month) = (self.year + months.div_euclid(12), months.rem_euclid(12) + 1);
        let days = day_number(year, month, 1) + self.day - 1;
        days.checked_mul(DAY)?.checked_add(self.hour * 3600 + self.minute * 60 + self.second)
    }

    /// The week of the year as `%U` (from Sunday) and `%W` (from Monday) count it.
    pub(super) fn week(&self, from_sunday: bool) -> i64 {
        let weekday = if from_sunday { (self.weekday + 1) % 7 } else { self.weekday };
        (self.yearday - 1 + 7 - weekday) / 7
    }

    /// Year and week as ISO 8601 counts them.
    pub(super) fn iso_week(&self) -> (i64, i64) {
        let week = (self.yearday - 1 - self.weekday + 10) / 7;
        if week < 1 {
            return (self.year - 1, weeks_in(self.year - 1));
        }
        if week > weeks_in(self.year) { (self.year + 1, 1) } else { (self.year, week) }
    }
}

/// How many ISO weeks a year has: 53 if it starts on a Thursday, or is a leap year that starts on a Wednesday.
fn weeks_in(year: i64) -> i64 {
    let first = (day_number(year, 1, 1) + 3).rem_euclid(7);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if first == 3 || (leap && first == 2) { 53 } else { 52 }
}

#[cfg(test)]
mod tests {
    use super::Broken;

    #[test]
    fn there_and_back() {
        for seconds in [0, -1, 951_782_400, 1_700_000_000, -62_135_596_800, 253_402_300_799] {
            assert_eq!(Broken::at(seconds).and_then(|it| it.seconds()), Some(seconds));
        }
        let it = Broken::at(1_700_000_000).unwrap_or_default();
        assert_eq!(it.items(), [2023, 11, 14, 22, 13, 20, 1, 318, 0]);
        assert_eq!(it.iso_week(), (2023, 46));
        assert_eq!(Broken::at(1_609_459_200).map(|it| it.iso_week()), Some((2020, 53)));
        assert_eq!(Broken::at(i64::MAX), None);
    }
}
