//! The words that vendors use for sports, in their languages: one vocabulary for what a
//! file, a title and a table say.

use comeback_core::recording::Sport;

/// Names that stand for no sport at all.
#[rustfmt::skip]
pub(super) const SILENT: &[&str] = &[
    "unknown", "generic", "other", "others", "default", "activity", "activities", "workout",
    "session", "exercise", "sport", "t", "none", "null", "track", "training", "outdoor", "indoor",
    "all", "gps", "multisport", "transition",
];

/// Of the silent names, those that a table writes for sports of its own: no sport is
/// known by them, but a run is not called so there.
pub(super) const NO_RUN_IN_TABLES: &[&str] = &[
    "workout",
    "workouts",
    "training",
    "exercise",
    "session",
    "fitness",
    "gym",
    "multisport",
    "multi",
    "transition",
    "sports",
];

/// Words for a sport that mean something else in a title.
#[rustfmt::skip]
pub(super) const NOT_IN_TITLES: &[&str] = &[
    "course", "track", "cross", "tour", "beh", "lari", "rad", "auto", "kolo", "golf", "sup", "row",
];

pub(super) const TREADMILL: &[&str] = &[
    "treadmill",
    "indoor",
    "laufband",
    "laufbandtraining",
    "hallenlauf",
    "tapis",
    "loopband",
    "löpband",
    "sisäjuoksu",
    "tredemølle",
    "løbebånd",
    "cinta",
    "juoksumatto",
    "bieżnia",
    "halle",
    "indoorrunning",
];

/// The vendors' words by sport, lower case, those that are no run first: a walk on a
/// treadmill is no run, and whoever rides to a run says both.
#[rustfmt::skip]
pub(super) const KNOWN: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "ride", "rides", "riding", "cycling", "cycle", "bike", "biking", "bicycle", "mtb", "ebike",
    "ebikeride", "spinning", "handcycling", "handcycle", "velomobile", "radfahren", "rad",
    "fahrrad", "radtour", "rennrad", "radeln", "vélo", "velo", "cyclisme", "ciclismo", "bici",
    "bicicletta", "bicicleta", "fietsen", "wielrennen", "fietstocht", "sykling", "sykkel",
    "cykling", "cykel", "cykla", "pyöräily", "rower", "kolarstwo", "jazda na rowerze", "kolo",
    "cyklistika", "kerékpár", "kerékpározás", "bisiklet", "велосипед", "велоспорт", "заезд", "ライド", "라이딩", "骑行", "骑车",
    "騎行", "自行车", "サイクリング", "자전거", "사이클링", "ปั่นจักรยาน", "đạp xe",
],
    ),
    (
        Sport::Swimming,
        &[
    "swim", "swims", "swimming", "openwaterswimming", "schwimmen", "natation", "nager", "natación",
    "nadar", "nuoto", "natação", "zwemmen", "svømming", "svømning", "simning", "uinti", "pływanie",
    "plavání", "úszás", "yüzme", "плавание", "游泳", "水泳", "スイム", "수영",
],
    ),
    (
        Sport::Hiking,
        &[
    "hike", "hikes", "hiking", "trek", "trekking", "mountaineering", "alpine", "wandern",
    "wanderung", "bergtour", "randonnée", "rando", "senderismo", "excursión", "escursionismo", "escursione",
    "caminhada na natureza", "wandeltocht", "fottur", "vandring", "vaellus", "wędrówka",
    "turystyka", "turistika", "túrázás", "поход", "徒步", "爬山", "登山", "ハイキング", "등산", "하이킹",
],
    ),
    (
        Sport::Walking,
        &[
    "walk", "walks", "walking", "gehen", "spaziergang", "spazieren", "marche", "marcher", "caminar",
    "caminata", "andar", "camminata", "camminare", "passeggiata", "caminhada", "caminhar",
    "wandelen", "wandeling", "gange", "gåtur", "gång", "promenad", "kävely", "spacer", "chodzenie",
    "chůze", "séta", "yürüyüş", "ходьба", "прогулка", "健走", "步行", "走路", "散步", "ウォーキング", "散歩", "걷기",
    "산책", "เดิน", "đi bộ",
],
    ),
    (
        Sport::Other,
        &[
    "ski", "skiing", "snowboard", "snowboarding", "snowshoe", "snowshoeing", "langlauf", "skitour",
    "skilanglauf", "cross country skiing", "nordic skiing", "längdskidor", "langrenn", "skating",
    "skate", "inline", "inlineskating", "rollerskiing", "rowing", "rowingmachine", "row", "rudern",
    "aviron", "remo", "roeien", "kayak", "kayaking", "canoe", "canoeing", "paddling", "paddle",
    "sup", "standuppaddling", "sailing", "surf", "surfing", "windsurf", "kitesurf", "yoga",
    "pilates", "stretching", "meditation", "breathwork", "elliptical", "crosstrainer",
    "stairstepper", "stairclimbing", "stairmaster", "hiit", "crossfit", "cardio", "boxing", "dance",
    "dancing", "tennis", "badminton", "squash", "padel", "pickleball", "golf", "soccer", "football",
    "fußball", "futbol", "fútbol", "basketball", "volleyball", "handball", "hockey", "rugby",
    "cricket", "baseball", "climbing", "bouldering", "klettern", "horseback", "reiten", "driving",
    "drive", "autofahrt", "motorrad", "motorcycling", "motorsport", "flying", "wheelchair", "fishing", "hunting", "martial",
    "gymnastics", "jumprope", "skipping", "triathlon", "duathlon", "running in place", "sci",
    "sci di fondo", "瑜伽", "跳绳", "ヨガ",
],
    ),
    (
        Sport::Strength,
        &[
    "strength", "strengthtraining", "weight", "weights", "weighttraining", "lifting",
    "krafttraining", "kraft", "musculation", "fuerza", "pesas", "krachttraining", "styrketräning",
    "styrketrening", "力量", "力量训练", "筋トレ",
],
    ),
    (
        Sport::Running,
        &[
    "run", "runs", "running", "runner", "jog", "jogs", "jogging", "joggen", "treadmill", "laufen",
    "lauf", "dauerlauf", "waldlauf", "traillauf", "berglauf", "laufband", "course", "course à pied",
    "footing", "courir", "correr", "carrera", "trote", "corrida", "corsa", "corsetta", "hardlopen",
    "hardloop", "løb", "løping", "løpetur", "løpe", "joggetur", "löpning", "löprunda", "löptur",
    "löpa", "juoksu", "juoksulenkki", "lenkki", "hölkkä", "bieganie", "bieg", "běh", "běhání",
    "beh", "behanie", "futás", "tek", "trčanje", "alergare", "τρέξιμο", "koşu", "lari", "chạy",
    "chạy bộ", "bėgimas", "jooks", "skriešana", "бег", "пробежка", "біг", "бягане", "ריצה", "جري",
    "ركض", "跑步", "跑", "トレイルラン", "ロードラン", "トレッドミルラン", "バーチャルラン", "забег", "løp", "ランニング", "ジョギング", "マラソン", "달리기", "러닝", "조깅", "วิ่ง",
],
    ),
];

/// How words for a sport begin or end, for the compounds of a file's or a table's word:
/// `Laufbandtraining`, `Fietsrit`, `Inlineskaten`. In the order of [`KNOWN`].
#[rustfmt::skip]
pub(super) const STEMS: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "bike", "biking", "cycling", "radfahr", "radtour", "fahrrad", "fiets", "wielren", "vélo",
    "velo", "ciclis", "cyclis", "bicicl", "pedal", "cykel", "cykl", "sykkel", "sykl", "pyörä",
    "kolar", "jízd", "bisiklet", "велосипед", "spinning",
],
    ),
    (Sport::Swimming, &["swim", "schwimm", "zwem", "natac", "natat", "nataç", "plav", "svøm", "yüz"]),
    (Sport::Hiking, &["wander", "randonn", "hiking", "escurs", "excurs", "senderis", "turist"]),
    (
        Sport::Walking,
        &[
    "walk", "walking", "spazier", "wandel", "marche", "caminat", "caminhad", "camminat",
    "passeggiat", "gåtur", "promenad", "kävely", "spacer", "chůz", "ходьб",
],
    ),
    (
        Sport::Other,
        &[
    "inline", "skat", "schaats", "skeeler", "eislauf", "schuhlauf", "skøjte", "skøjteløb", "skridsko", "luistel",
    "langlauf", "ski", "snow", "esqui", "esquí", "hiiht", "längdskid", "narciar", "biegów", "lyž",
    "лыж", "rollstuhl", "wheelchair", "ellipt", "stair", "tennis", "ball", "climb", "kletter",
    "canoe", "kayak", "paddl", "surf", "sail", "yoga", "pilates", "breath", "medit", "triathl",
    "duathl", "boxing", "boxen", "danc", "tanz", "gymnas", "horse",
],
    ),
    (Sport::Strength, &["kraft", "strength", "styrke", "weight"]),
    (
        Sport::Running,
        &[
    "jog", "lauf", "hardlo", "løp", "løb", "löp", "löpning", "løping", "juoks", "juoksu", "bieg", "corsa", "corrid", "carrer",
    "běh", "běž", "пробеж", "koşu", "futás", "treadmill",
],
    ),
];

/// The same for titles, which are free text and name places: longer ones, that begin or
/// end no other word.
#[rustfmt::skip]
pub(super) const IN_TITLES: &[(Sport, &[&str])] = &[
    (
        Sport::Cycling,
        &[
    "radfahr", "radtour", "radrunde", "rennrad", "mountainbik", "fahrradtour", "fietstocht", "fietsrit",
    "cykeltur", "sykkeltur",
],
    ),
    (Sport::Swimming, &["schwimmen", "zwemmen"]),
    (Sport::Hiking, &["wanderung", "wandern", "bergtour"]),
    (Sport::Walking, &["spaziergang", "spazieren", "wandeling"]),
    (
        Sport::Other,
        &[
    "inlineskat", "inlinen", "skaten", "skating", "rollerskat", "rollschuh", "schlittschuh", "eislaufen",
    "skilanglauf", "langlaufen", "skitour", "skifahr", "snowboard", "langrenn", "skeeler", "schaatsen",
],
    ),
    (Sport::Strength, &["krafttraining"]),
];

/// Endings of a run's words that begin words of other things: `Rundfahrt`.
pub(super) const RUNNING_ENDS: &[&str] = &["run", "running"];

/// Words that are a run where nothing stands beside them.
pub(super) const RUNNING_ALONE: &[&str] = &["trail", "ultra", "ラン"];
