package io.beckon.replay;

import io.beckon.audit.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the offers of a ladder, and what became of each. */
final class Attempts {

    private final List<Attempt> settled = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();

    /**
     * An offer that may still get an end.
     *
     * @param to {@code null}: nobody in particular; then it may end once for each who might have answered it
     * @param hasEnd whether it has had one already
     */
    private record Offer(Row row, String from, @Nullable String to, String pc, boolean hasEnd) {

        /** A new offer of the same peer ends the older one, and is not its own end; only one that yields at once is. */
        boolean endsBy(Row end, Fact.NegotiationSettled settled, @Nullable String answerer) {
            return from.equals(settled.offerer().value())
                    && pc.equals(settled.pc().value())
                    && (to == null || answerer == null || to.equals(answerer))
                    && (row.offset() != end.offset() || settled.outcome() == Fact.Settlement.GLARE);
        }

        boolean isOverBy(Fact.NegotiationSettled settled) {
            return to != null || settled.answerer() == null || settled.outcome() == Fact.Settlement.ANSWERED;
        }
    }

    private Attempts() {}

    /** In the order of the offers. */
    static List<Attempt> in(List<Row> rows) {
        Attempts attempts = new Attempts();
        rows.forEach(attempts::take);
        attempts.offers.stream()
                .filter(offer -> !offer.hasEnd())
                .map(offer -> new Attempt(offer.row().number(), offer.from(), offer.to(), offer.pc(), null, null, null))
                .forEach(attempts.settled::add);
        attempts.settled.sort(Comparator.comparingLong(Attempt::row));
        return List.copyOf(attempts.settled);
    }

    private void take(Row row) {
        Fact fact = row.fact();
        String from = row.ends().from();
        if (fact instanceof Fact.OfferRelayed offer && from != null) {
            offers.add(new Offer(row, from, row.ends().to(), offer.pc().value(), false));
        } else if (fact instanceof Fact.NegotiationSettled end) {
            settle(row, end);
        } else if (fact instanceof Fact.TransportReported report && from != null) {
            report(from, report);
        }
    }

    private void settle(Row row, Fact.NegotiationSettled end) {
        String answerer = end.answerer() == null ? null : end.answerer().value();
        long begun = row.number();
        for (int i = offers.size() - 1; i >= 0; i--) {
            Offer offer = offers.get(i);
            if (offer.endsBy(row, end, answerer)) {
                begun = offer.row().number();
                offers.remove(i);
                if (!offer.isOverBy(end)) {
                    offers.add(i, new Offer(offer.row(), offer.from(), null, offer.pc(), true));
                }
                break;
            }
        }
        settled.add(new Attempt(
                begun, end.offerer().value(), answerer, end.pc().value(), end.outcome(), end.durationMillis(), null));
    }

    /** Of the connection that the newest answer has led to. */
    private void report(String from, Fact.TransportReported report) {
        for (int i = settled.size() - 1; i >= 0; i--) {
            Attempt attempt = settled.get(i);
            boolean isOfIt = attempt.outcome() == Fact.Settlement.ANSWERED
                    && attempt.isBetween(
                            from, report.peer().value(), report.pc().value());
            if (isOfIt) {
                settled.set(i, attempt.reported(report.state()));
                return;
            }
        }
    }
}
