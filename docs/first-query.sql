-- Who is negotiating with the United States over taking people it removes, and in which words the document says so.
-- One row an agreement in negotiation; quotes are the document's own characters.
select c.name as with_country, a.agreement_type, a.modality, a.quotes[1] as quote
from agreements a
join agreement_parties p using (record_id)
join countries c on c.code = p.country
where a.status = 'negotiating' and p.country <> 'USA'
order by a.agreement_type, c.name;
