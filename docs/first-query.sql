-- Who is said to be negotiating with the United States, and in which words?
-- One row an agreement in negotiation; the quote is the beginning of the document's own words.
select c.name as party, a.agreement_type, a.modality, a.hedge, left(a.quotes[1], 60) as quote
from agreements a
join agreement_parties p using (record_id)
join agreement_parties us on us.record_id = a.record_id and us.country = 'USA'
join countries c on c.code = p.country
where a.status = 'negotiating' and p.country <> 'USA'
order by a.agreement_type, c.name;
