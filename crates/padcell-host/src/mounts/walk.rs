//! From a path to a place in the tree, part by part.

use std::sync::Arc;

use cap_std::fs::Dir;
use padcell_policy::{OsError, errno};

use super::convert;
use super::tree::{Tree, hidden, outside};

/// As in Linux.
const PATH_MAX: usize = 4096;
/// As in Linux.
const MAX_LINKS: usize = 40;
/// Every directory on the way is held open, so the way has an end.
const MAX_DEPTH: usize = 100;

/// Whether a link at the end of a path is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    Always,
    /// If the path says that it names a directory, as `link/` does.
    IfDirectory,
    /// What makes, moves or removes a name means the name.
    Never,
}

/// A directory of the cell's tree.
pub(super) enum Node {
    /// A directory of the host, in the mount with this index.
    Dir { dir: Arc<Dir>, point: usize },
    /// It exists only because mounts are below it.
    Synthetic,
    /// The policy hides what a mount above would show here.
    Hidden,
}

/// Where a path leads: a directory, or a name in one.
pub(super) struct Place {
    root: Node,
    steps: Vec<(String, Node)>,
    /// The last part, which may not exist; without it the place is the directory itself.
    pub(super) last: Option<String>,
    /// The path says that it names a directory.
    pub(super) slash: bool,
}

impl Place {
    /// The directory of the place.
    pub(super) fn node(&self) -> &Node {
        self.steps.last().map_or(&self.root, |(_, node)| node)
    }

    /// The index of the mount in which the place is.
    pub(super) fn point(&self) -> Option<usize> {
        match self.node() {
            Node::Dir { point, .. } => Some(*point),
            Node::Synthetic | Node::Hidden => None,
        }
    }

    /// The path of the place, in which no part is a link, except perhaps the last.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for name in self.steps.iter().map(|(name, _)| name).chain(&self.last) {
            path.push('/');
            path.push_str(name);
        }
        if path.is_empty() { "/".to_owned() } else { path }
    }

    fn child(&self, name: &str) -> String {
        let mut path = self.path();
        if !path.ends_with('/') {
            path.push('/');
        }
        path.push_str(name);
        path
    }

    fn push(&mut self, name: String, node: Node) -> Result<(), OsError> {
        if self.steps.len() >= MAX_DEPTH {
            return Err(OsError::new(errno::ENAMETOOLONG)
                .because(format!("paths of more than {MAX_DEPTH} directories are not followed")));
        }
        self.steps.push((name, node));
        Ok(())
    }
}

/// The parts of a path, without the empty ones and `.`.
pub(super) fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".")
}

/// Whether `part` is one name on the host too.
pub(super) fn is_name(part: &str) -> bool {
    part != ".." && !(cfg!(windows) && part.contains(['\\', ':']))
}

/// Whether the path can only name a directory.
fn names_directory(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("" | "." | ".."))
}

impl Tree {
    /// Follows `path` to its last part, and through that too if it is a link that `follow` means.
    pub(super) fn walk(&self, path: &str, follow: Follow) -> Result<Place, OsError> {
        if path.contains('\0') {
            return Err(OsError::embedded_nul());
        }
        if path.len() >= PATH_MAX {
            return Err(OsError::new(errno::ENAMETOOLONG));
        }
        if !path.starts_with('/') {
            return Err(OsError::not_found());
        }
        // The root is always there, if only as an empty directory.
        let root = match self.node_at(None, "/") {
            Some(Node::Hidden) | None => Node::Synthetic,
            Some(node) => node,
        };
        let mut place = Place { root, steps: Vec::new(), last: None, slash: names_directory(path) };
        // The parts still to go, the next one at the end.
        let mut todo: Vec<String> = parts(path).rev().map(str::to_owned).collect();
        let mut links = 0;
        while let Some(part) = todo.pop() {
            let Some(link) = self.step(&mut place, part, &todo, follow)? else { continue };
            links += 1;
            if links > MAX_LINKS {
                return Err(OsError::new(errno::ELOOP));
            }
            if link.starts_with('/') {
                place.steps.clear();
            }
            if todo.is_empty() {
                place.slash |= names_directory(&link);
            }
            todo.extend(parts(&link).rev().map(str::to_owned));
        }
        Ok(place)
    }

    /// Takes one step, with `todo` still to go after it. `Some` is the target of a link that is to be followed from
    /// where the place is.
    fn step(
        &self,
        place: &mut Place,
        part: String,
        todo: &[String],
        follow: Follow,
    ) -> Result<Option<String>, OsError> {
        if part == ".." {
            place.steps.pop();
            return Ok(None);
        }
        let path = place.child(&part);
        let last = todo.is_empty();
        if let Some(node) = self.node_at(Some((place.node(), &part)), &path) {
            place.push(part, node)?;
            return Ok(None);
        }
        let (dir, point) = match place.node() {
            Node::Dir { dir, point } => (dir.clone(), *point),
            Node::Synthetic if last => {
                place.last = Some(part);
                return Ok(None);
            }
            Node::Synthetic => {
                let whole = todo.iter().rev().fold(path, |path, part| format!("{path}/{part}"));
                return Err(outside(&whole));
            }
            Node::Hidden => return Err(hidden(&path)),
        };
        if !is_name(&part) {
            return Err(OsError::invalid());
        }
        if last {
            if (follow == Follow::Always || (follow == Follow::IfDirectory && place.slash))
                && let Ok(target) = dir.read_link_contents(&part)
            {
                return link(target).map(Some);
            }
            place.last = Some(part);
            return Ok(None);
        }
        match convert::open_dir(&dir, &part) {
            Ok(next) => {
                place.push(part, Node::Dir { dir: Arc::new(next), point })?;
                Ok(None)
            }
            Err(error) => match dir.read_link_contents(&part) {
                Ok(target) => link(target).map(Some),
                Err(_) => Err(match dir.symlink_metadata(&part) {
                    Ok(metadata) if !metadata.is_dir() => OsError::new(errno::ENOTDIR),
                    _ => convert::os_error(error),
                }),
            },
        }
    }
}

/// The target of a link as text.
fn link(target: std::path::PathBuf) -> Result<String, OsError> {
    match target.into_os_string().into_string() {
        Ok(target) if !target.is_empty() && target.len() < PATH_MAX => Ok(target),
        _ => Err(OsError::not_found()),
    }
}
