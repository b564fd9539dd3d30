//! A stable merge sort that makes use of runs that are in order already, and survives any comparison.

use alloc::vec::Vec;

use crate::error::Res;

/// Runs shorter than this are made longer by insertion.
const MIN_RUN: usize = 32;

/// Sorts `items`. If `less` fails they are left as some permutation; if it contradicts itself, likewise.
pub(super) fn merge_sort<T: Copy>(items: &mut [T], less: &mut impl FnMut(T, T) -> Res<bool>) -> Res<()> {
    let len = items.len();
    let mut scratch = Vec::new();
    // Runs that wait for their merge: start and length, each longer than the next two together.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let min_run = min_run(len);
    let mut start = 0;
    while start < len {
        let mut run = count_run(&mut items[start..], less)?;
        let wanted = min_run.min(len - start);
        if run < wanted {
            insertion_sort(&mut items[start..start + wanted], run, less)?;
            run = wanted;
        }
        runs.push((start, run));
        start += run;
        while let Some(at) = next_merge(&runs) {
            merge_at(items, &mut runs, at, &mut scratch, less)?;
        }
    }
    while runs.len() > 1 {
        let last = runs.len() - 1;
        let at = if last >= 2 && runs[last - 2].1 < runs[last].1 { last - 2 } else { last - 1 };
        merge_at(items, &mut runs, at, &mut scratch, less)?;
    }
    Ok(())
}

/// A run length between half of [`MIN_RUN`] and it, such that there are about a power of two of them.
fn min_run(mut len: usize) -> usize {
    let mut rest = 0;
    while len >= MIN_RUN {
        rest |= len & 1;
        len >>= 1;
    }
    len + rest
}

/// The length of the run at the start; one that strictly descends is turned round.
fn count_run<T: Copy>(items: &mut [T], less: &mut impl FnMut(T, T) -> Res<bool>) -> Res<usize> {
    if items.len() < 2 {
        return Ok(items.len());
    }
    let mut run = 2;
    let descending = less(items[1], items[0])?;
    while run < items.len() && less(items[run], items[run - 1])? == descending {
        run += 1;
    }
    if descending {
        items[..run].reverse();
    }
    Ok(run)
}

/// Sorts `items`, of which the first `sorted` are in order.
fn insertion_sort<T: Copy>(
    items: &mut [T],
    sorted: usize,
    less: &mut impl FnMut(T, T) -> Res<bool>,
) -> Res<()> {
    for at in sorted.max(1)..items.len() {
        let item = items[at];
        let place = upper_bound(&items[..at], item, less)?;
        items.copy_within(place..at, place + 1);
        items[place] = item;
    }
    Ok(())
}

/// How many items at the start are not greater than `item`.
fn upper_bound<T: Copy>(items: &[T], item: T, less: &mut impl FnMut(T, T) -> Res<bool>) -> Res<usize> {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(item, items[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// How many items at the start are less than `item`.
fn lower_bound<T: Copy>(items: &[T], item: T, less: &mut impl FnMut(T, T) -> Res<bool>) -> Res<usize> {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(items[middle], item)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Which run is to be merged with its successor, so that run lengths keep falling fast.
fn next_merge(runs: &[(usize, usize)]) -> Option<usize> {
    let last = runs.len().checked_sub(1)?;
    let len = |it: usize| runs[it].1;
    let too_long = |it: usize| it >= 1 && it < last && len(it - 1) <= len(it) + len(it + 1);
    if last >= 1 && (too_long(last - 1) || last >= 2 && too_long(last - 2)) {
        return Some(if last >= 2 && len(last - 2) < len(last) { last - 2 } else { last - 1 });
    }
    (last >= 1 && len(last - 1) <= len(last)).then(|| last - 1)
}

/// Merges the run at `at` with its successor.
fn merge_at<T: Copy>(
    items: &mut [T],
    runs: &mut Vec<(usize, usize)>,
    at: usize,
    scratch: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> Res<bool>,
) -> Res<()> {
    let (start, left) = runs[at];
    let (_, right) = runs.remove(at + 1);
    runs[at].1 = left + right;
    let items = &mut items[start..start + left + right];
    // What is in place at both ends needs no merging.
    let skipped = upper_bound(&items[..left], items[left], less)?;
    if skipped == left {
        return Ok(());
    }
    let end = left + lower_bound(&items[left..], items[left - 1], less)?;
    let (items, left) = (&mut items[skipped..end], left - skipped);
    if left <= items.len() - left {
        merge_low(items, left, scratch, less)
    } else {
        merge_high(items, left, scratch, less)
    }
}

/// Merges with the left run moved aside.
fn merge_low<T: Copy>(
    items: &mut [T],
    left: usize,
    scratch: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> Res<bool>,
) -> Res<()> {
    scratch.clear();
    scratch.extend_from_slice(&items[..left]);
    let (mut a, mut b, mut to) = (0, left, 0);
    let mut result = Ok(());
    while a < scratch.len() && b < items.len() {
        match less(items[b], scratch[a]) {
            Ok(true) => {
                items[to] = items[b];
                b += 1;
            }
            Ok(false) => {
                items[to] = scratch[a];
                a += 1;
            }
            Err(it) => {
                result = Err(it);
                break;
            }
        }
        to += 1;
    }
    items[to..to + scratch.len() - a].copy_from_slice(&scratch[a..]);
    result
}

/// Merges from the end, with the right run moved aside.
fn merge_high<T: Copy>(
    items: &mut [T],
    left: usize,
    scratch: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> Res<bool>,
) -> Res<()> {
    scratch.clear();
    scratch.extend_from_slice(&items[left..]);
    let (mut a, mut b, mut to) = (left, scratch.len(), items.len());
    let mut result = Ok(());
    while a > 0 && b > 0 {
        match less(scratch[b - 1], items[a - 1]) {
            Ok(true) => {
                items[to - 1] = items[a - 1];
                a -= 1;
            }
            Ok(false) => {
                items[to - 1] = scratch[b - 1];
                b -= 1;
            }
            Err(it) => {
                result = Err(it);
                break;
            }
        }
        to -= 1;
    }
    items[to - b..to].copy_from_slice(&scratch[..b]);
    result
}
