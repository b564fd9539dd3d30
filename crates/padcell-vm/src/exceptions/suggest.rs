//! "Did you mean": the nearest of the possible names.

use alloc::vec;
use alloc::vec::Vec;

/// Names longer than this are not compared: the comparison is quadratic.
const MAX_LENGTH: usize = 40;
/// More candidates are not looked at.
const MAX_CANDIDATES: usize = 750;

const MOVE: usize = 2;
const CASE: usize = 1;

/// The candidate nearest to `wrong`, if one is near enough.
#[must_use]
pub(crate) fn suggest<'a>(wrong: &str, candidates: &[&'a str]) -> Option<&'a str> {
    if candidates.len() > MAX_CANDIDATES || wrong.len() > MAX_LENGTH {
        return None;
    }
    let mut best = None;
    let mut best_distance = usize::MAX;
    for candidate in candidates {
        if *candidate == wrong || candidate.len() > MAX_LENGTH {
            continue;
        }
        let limit = ((wrong.len() + candidate.len() + 3) * MOVE / 6).min(best_distance.saturating_sub(1));
        let distance = distance(wrong.as_bytes(), candidate.as_bytes());
        if distance <= limit {
            best = Some(*candidate);
            best_distance = distance;
        }
    }
    best
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Edit distance in which a change of case costs half a move.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).map(|it| it * MOVE).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![(i + 1) * MOVE; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            next[j + 1] = (row[j] + substitution(*x, *y)).min(row[j + 1] + MOVE).min(next[j] + MOVE);
        }
        row = next;
    }
    row[b.len()]
}
