using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class FileTextConfiguration : IEntityTypeConfiguration<FileText>
{
    public void Configure(EntityTypeBuilder<FileText> builder)
    {
        builder.HasKey(t => new { t.FileId, t.Unit });
        builder.Property(t => t.Unit).ValueGeneratedNever();
        builder.Property(t => t.Label).HasMaxLength(Reason.MaxStoredLength);
    }
}
