package io.beckon.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The encoding names (RFC 8866 section 6.6) that browsers, gateways and media servers send, in the spelling that they are registered
 * with or, if nobody has, mostly written in. An encoding name is the client's own text: whatever is none of these is {@link #OTHER}.
 */
public enum CodecName {
    OPUS("opus"),
    MULTIOPUS("multiopus"),
    PCMU("PCMU"),
    PCMA("PCMA"),
    G722("G722"),
    G7221("G7221"),
    G723("G723"),
    G726_16("G726-16"),
    G726_24("G726-24"),
    G726_32("G726-32"),
    G726_40("G726-40"),
    G728("G728"),
    G729("G729"),
    G7291("G7291"),
    GSM("GSM"),
    GSM_EFR("GSM-EFR"),
    GSM_HR("GSM-HR-08"),
    AMR("AMR"),
    AMR_WB("AMR-WB"),
    AMR_WB_PLUS("AMR-WB+"),
    EVS("EVS"),
    ILBC("iLBC"),
    ISAC("ISAC"),
    SPEEX("speex"),
    SILK("SILK"),
    BV16("BV16"),
    BV32("BV32"),
    DVI4("DVI4"),
    LPC("LPC"),
    L8("L8"),
    L16("L16"),
    L24("L24"),
    MPA("MPA"),
    MPEG4_GENERIC("mpeg4-generic"),
    MP4A_LATM("MP4A-LATM"),
    AC3("ac3"),
    VORBIS("vorbis"),
    CN("CN"),
    TELEPHONE_EVENT("telephone-event"),
    TONE("tone"),
    VP8("VP8"),
    VP9("VP9"),
    AV1("AV1"),
    AV1X("AV1X"),
    H261("H261"),
    H263("H263"),
    H263_1998("H263-1998"),
    H263_2000("H263-2000"),
    H264("H264"),
    H264_SVC("H264-SVC"),
    H265("H265"),
    H266("H266"),
    MP4V_ES("MP4V-ES"),
    MPV("MPV"),
    MP2T("MP2T"),
    JPEG("JPEG"),
    THEORA("theora"),
    T140("t140"),
    RTX("rtx"),
    RED("red"),
    ULPFEC("ulpfec"),
    FLEXFEC("flexfec"),
    FLEXFEC_03("flexfec-03"),
    PARITYFEC("parityfec"),
    OTHER("other");

    private static final int LONGEST =
            Arrays.stream(values()).mapToInt(name -> name.letters.length).max().orElseThrow();

    /** Those of each length: few share one, so that a name is found by looking at them. */
    private static final List<List<CodecName>> BY_LENGTH = byLength();

    private final String spelling;
    /** In small letters. */
    private final byte[] letters;

    CodecName(String spelling) {
        this.spelling = spelling;
        letters = spelling.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < letters.length; i++) {
            letters[i] = small(letters[i]);
        }
    }

    private static List<List<CodecName>> byLength() {
        List<List<CodecName>> all = new ArrayList<>();
        for (int length = 0; length <= LONGEST; length++) {
            int its = length;
            all.add(Arrays.stream(values())
                    .filter(name -> name.letters.length == its)
                    .toList());
        }
        return List.copyOf(all);
    }

    /** The one that stands there in ASCII, in whatever letters. */
    static CodecName at(byte[] text, int from, int to) {
        int length = to - from;
        if (length <= LONGEST) {
            List<CodecName> likely = BY_LENGTH.get(length);
            for (int i = 0; i < likely.size(); i++) {
                if (likely.get(i).isAt(text, from)) {
                    return likely.get(i);
                }
            }
        }
        return OTHER;
    }

    private boolean isAt(byte[] text, int from) {
        for (int i = 0; i < letters.length; i++) {
            if (small(text[from + i]) != letters[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte small(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
    }

    /** As in session descriptions, but for {@code other}. */
    @Override
    public String toString() {
        return spelling;
    }
}
