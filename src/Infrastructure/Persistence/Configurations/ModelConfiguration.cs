using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class ModelConfiguration : IEntityTypeConfiguration<Model>
{
    public void Configure(EntityTypeBuilder<Model> builder)
    {
        builder.HasKey(m => m.Name);
        builder.Property(m => m.Broken).HasMaxLength(Reason.MaxStoredLength);
        builder.Property(m => m.ParentModel).HasMaxLength(ModelName.MaxLength);
        builder.Property(m => m.ShownCapabilities).HasConversion<WordsConverter, WordsComparer>();
        builder.Property(m => m.ShownRemoteHost).HasMaxLength(ModelFacts.MaxRemoteLength);
        builder.ComplexProperty(m => m.Facts, facts =>
        {
            facts.Property(f => f.Capabilities).HasConversion<WordsConverter, WordsComparer>();
            facts.Property(f => f.RemoteHost).HasMaxLength(ModelFacts.MaxRemoteLength);
            facts.Property(f => f.RemoteModel).HasMaxLength(ModelFacts.MaxRemoteLength);
        });
    }
}
