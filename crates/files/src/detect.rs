//! What bytes are, by their content.

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    Fit,
    Gpx,
    Tcx,
    Gzip,
    Zip,
    WebPage,
    /// A kept row of a vendor's table.
    Row,
    Other,
}

/// How far into an XML file its root element is looked for; vendors put comments before it.
const ROOT_WITHIN: usize = 16 * 1024;

pub(super) fn content(bytes: &[u8]) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Content::Gzip;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if bytes.get(8..12) == Some(b".FIT") {
        return Content::Fit;
    }
    if bytes.starts_with(super::vendors::MARK.as_bytes()) {
        return Content::Row;
    }
    let head = super::xml::text_of(bytes.get(..ROOT_WITHIN).unwrap_or(bytes));
    let head = head.trim_start_matches(['\u{feff}', '\0']).trim_start();
    if head.is_empty() {
        return Content::Empty;
    }
    if !head.starts_with('<') {
        return Content::Other;
    }
    root(head)
}

fn root(head: &str) -> Content {
    let mut rest = head;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(after) = rest.strip_prefix("!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if let Some((word, document_type)) = rest.split_at_checked(8)
            && word.eq_ignore_ascii_case("!doctype")
        {
            if document_type
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("html")
            {
                return Content::WebPage;
            }
            // A document type may hold declarations in brackets: skip those whole.
            if let (Some(open), Some((_, after))) = (rest.find('['), rest.split_once("]>"))
                && rest.find('>').is_none_or(|end| open < end)
            {
                rest = after;
            }
            continue;
        }
        if rest.starts_with(['?', '!']) {
            continue;
        }
        let name = rest
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next()
            .unwrap_or("");
        let local = name.rsplit(':').next().unwrap_or(name);
        return match local.to_ascii_lowercase().as_str() {
            "gpx" => Content::Gpx,
            "trainingcenterdatabase" => Content::Tcx,
            "html" => Content::WebPage,
            _ => Content::Other,
        };
    }
    Content::Other
}

/// Whether the name promises a workout, so that a silent skip would hide a loss.
pub(super) fn named_as_workout(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".fit", ".gpx", ".tcx"].iter().any(|extension| {
        name.strip_suffix(".gz")
            .unwrap_or(&name)
            .ends_with(extension)
    })
}

/// Files that an operating system or archiver adds of its own.
pub(super) fn system_file(name: &str) -> bool {
    let leaf = name.rsplit(['/', '\\']).next().unwrap_or(name);
    leaf.starts_with("._")
        || leaf == ".DS_Store"
        || leaf.eq_ignore_ascii_case("thumbs.db")
        || leaf.eq_ignore_ascii_case("desktop.ini")
        || name.contains("__MACOSX/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (bytes, expected) in [
            (&b""[..], Content::Empty),
            (b"   \n", Content::Empty),
            (b"\x0e\x20\x54\x08\0\0\0\0.FIT", Content::Fit),
            (b"PK\x03\x04rest", Content::Zip),
            (b"\x1f\x8b\x08", Content::Gzip),
            (b"\xef\xbb\xbf<?xml version='1.0'?><gpx>", Content::Gpx),
            (b"\n   <?xml?><!-- <tcx> --><ns1:gpx a='b'>", Content::Gpx),
            (b"<TrainingCenterDatabase xmlns='x'>", Content::Tcx),
            (b"<!DOCTYPE x [<!ENTITY a 'b'>]><gpx>", Content::Gpx),
            (b"<!DOCTYPE html><html>", Content::WebPage),
            (b"<kml>", Content::Other),
            (b"name,date\n", Content::Other),
        ] {
            assert_eq!(content(bytes), expected, "{}", bytes.escape_ascii());
        }
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("<?xml?><gpx>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(content(&wide), Content::Gpx);
    }
}
