"""Who is who: whether what two lists say of somebody is said of one person."""
