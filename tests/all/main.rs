//! One test binary, a module per room: it links the dependencies once.

mod diary;
